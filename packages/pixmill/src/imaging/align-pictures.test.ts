import { describe, expect, it } from 'vitest';
import { cropped, flipped, makePicture, overlaid, quarterTurned, type TestPicture } from '../../test/picture-copies.ts';
import { alignPictures } from './align-pictures.ts';
import { greyPicture, GREY_SIDE, type GreyPicture } from './grey-picture.ts';

/** As small as pictures are compared, by taking means. */
const small = ({ width, height, data }: TestPicture): GreyPicture => {
  const scale = GREY_SIDE / Math.max(width, height);
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  const out = new Uint8Array(wide * high * 3);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let [sum, count] = [0, 0];
        for (let fromY = Math.floor(y / scale); fromY < Math.min(height, (y + 1) / scale); fromY++) {
          for (let fromX = Math.floor(x / scale); fromX < Math.min(width, (x + 1) / scale); fromX++) {
            sum += data[(fromY * width + fromX) * 3 + channel] ?? 0;
            count++;
          }
        }
        out[(y * wide + x) * 3 + channel] = sum / count;
      }
    }
  }
  return greyPicture(out, wide, high);
};

describe('alignPictures', () => {
  it('finds a part in the whole, whichever of them is given first, and how large it is', () => {
    const whole = makePicture(1);
    const part = cropped(whole, 0.7);
    for (const found of [alignPictures(small(whole), small(part)), alignPictures(small(part), small(whole))]) {
      expect(found.agreement).toBeGreaterThan(0.8);
      expect(found.turn).toBe('none');
      expect(found.area).toBeCloseTo(0.49, 1);
    }
  });

  it('sees that a picture was mirrored or turned', () => {
    const picture = makePicture(2);
    expect(alignPictures(small(picture), small(flipped(picture)))).toMatchObject({ turn: 'mirrored' });
    let turned = picture;
    for (let quarter = 1; quarter < 4; quarter++) {
      turned = quarterTurned(turned);
      const found = alignPictures(small(picture), small(turned));
      expect([quarter, found.turn, found.agreement > 0.9]).toEqual([quarter, 'turned', true]);
    }
  });

  it('is not misled by what was laid over a part, nor by brightness and contrast', () => {
    const picture = makePicture(3);
    expect(alignPictures(small(picture), small(overlaid(picture))).agreement).toBeGreaterThan(0.7);
    const pale = { ...picture, data: picture.data.map((value) => 90 + value / 3) };
    expect(alignPictures(small(picture), small(pale)).agreement).toBeGreaterThan(0.95);
  });

  it('sees nothing in common where there is nothing', () => {
    for (let seed = 10; seed < 30; seed += 2) {
      const found = alignPictures(small(makePicture(seed)), small(makePicture(seed + 1)));
      expect([seed, found.agreement < 0.5]).toEqual([seed, true]);
    }
  });

  it('has no evidence in a plain picture', () => {
    const plain = { width: 100, height: 80, data: new Uint8Array(100 * 80 * 3).fill(200) };
    expect(alignPictures(small(plain), small(plain))).toMatchObject({ agreement: 0, evidence: 0 });
    expect(alignPictures(greyPicture(new Uint8Array(3), 1, 1), small(plain)).agreement).toBe(0);
  });
});
