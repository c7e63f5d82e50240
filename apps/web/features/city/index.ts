export { CityAccounts } from './city-accounts.js';
export { CityParts } from './city.fragment.js';
