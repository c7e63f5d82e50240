export { addressOf, copiesOf, srcsetOf } from './picture-names.js';
export { PicturesModule } from './pictures.module.js';
export { PicturesService } from './pictures.service.js';
export { drawCode, drawPoster, drawShare, type PosterFacts } from './poster.drawing.js';
