import type { Places } from '../../core/projection/alignPlaces.ts';
import type { MapColor } from '../../protocol/panel/map.ts';
import type { FromPicture } from '../../protocol/panel/picture.ts';
import type { DrawnWords } from './DrawnWords.ts';
import type { ColoredMap } from './MapColoring.ts';

/** What a picture asks for and tells. */
export interface PictureEvents {
  post(message: FromPicture): void;
  /** A word was clicked; undefined where the click met none. */
  onPick(word: string | undefined): void;
  /** What was picked last is not wanted any more. */
  onTakeBack(): void;
  /** A word was clicked twice. */
  onOpen(word: string): void;
  /** A line was drawn around words. */
  onLasso(words: readonly string[]): void;
  /** The pointer came to a word, or left it. */
  onHover(word: string | undefined): void;
  /** Tell about a word: the picture's `describe` gets the answer. */
  onDescribe(word: string): void;
  /** Words are on show: others than before, or the same ones in other places. */
  onDrawn(drawn: DrawnWords, same: boolean, look: ColoredMap): void;
  /** The points look otherwise than before. */
  onRecolor(): void;
  /** The words were grouped into clusters. */
  onClusters(): void;
  /** Where the words are drawn that the extension laid out at these places. */
  arrange(drawn: DrawnWords, places: Places): Places;
  /** The words that are on show look otherwise, or say something else. */
  onLook(look: ColoredMap): void;
  /** There are no vectors, and some are wanted. */
  onTrain(): void;
  /** There is no genre classifier, and one is wanted. */
  onTrainClassifier(): void;
  /** The picture failed, and is wanted all the same. */
  onRetry(): void;
  /** Something failed while there is a picture, which stays. */
  onProblem(message: string): void;
}

/** How a picture is coloured at first. */
export interface PictureColors {
  readonly color: MapColor;
  readonly sizeByFrequency: boolean;
}
