import assert from 'node:assert/strict';
import { rgbFromComputed, rgbFromHex, standsOut } from '../../../../src/views/webview/contrast.ts';

const dark = rgbFromHex('1f1f1f');
const light = rgbFromHex('#ffffff');

describe('webview: contrast of brand colours', () => {
  it('tells what stands out against a dark and against a light background', () => {
    const [black, yellow, orange] = [rgbFromHex('181717'), rgbFromHex('ffe01b'), rgbFromHex('fc6d26')];
    assert.deepEqual([standsOut(black, dark), standsOut(black, light)], [false, true]);
    assert.deepEqual([standsOut(yellow, dark), standsOut(yellow, light)], [true, false]);
    assert.ok(standsOut(orange, dark));
  });

  it('reads computed colours', () => {
    assert.deepEqual(rgbFromComputed('rgb(31, 31, 31)'), [31, 31, 31]);
    assert.deepEqual(rgbFromComputed('rgba(0, 0, 0, 0.5)'), [0, 0, 0]);
    assert.equal(rgbFromComputed('transparent'), undefined);
  });
});
