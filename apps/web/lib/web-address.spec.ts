import { describe, expect, it } from '@jest/globals';
import { webAddress } from './web-address.js';

describe('an address to send a person to', () => {
  it.each(['https://pay.example.org/x', 'http://localhost:1/x', '/files/1.pdf'])('may be %s', (address) => {
    expect(webAddress(address)).toBe(address);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'http://', '', null, undefined])('may not be %p', (address) => {
    expect(webAddress(address)).toBe(null);
  });
});
