import { connectHost } from './host.ts';
import { MapPanel } from './map/MapPanel.ts';

const root = document.getElementById('app');
if (root === null) {
  throw new Error('The page has no element with the id "app".');
}
new MapPanel(connectHost(), root);
