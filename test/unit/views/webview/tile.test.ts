import assert from 'node:assert/strict';
import { contrast, rgbFromHex } from '../../../../src/views/webview/contrast.ts';
import { tileColour, tileColours } from '../../../../src/views/webview/tile.ts';

describe('webview: letter tiles', () => {
  it('have colours on which a white letter is read', () => {
    for (const colour of tileColours) {
      assert.ok(contrast(rgbFromHex(colour), [255, 255, 255]) >= 4.5, colour);
    }
  });

  it('have one colour by name, and names use all of them', () => {
    assert.equal(tileColour('Adobe Acrobat Sign'), tileColour('Adobe Acrobat Sign'));
    const names = Array.from({ length: 200 }, (_, index) => `Application ${index}`);
    assert.equal(new Set(names.map(tileColour)).size, tileColours.length);
  });
});
