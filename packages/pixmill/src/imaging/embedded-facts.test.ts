import { describe, expect, it } from 'vitest';

import { embeddedFacts } from './embedded-facts.ts';
import { encoderOf, makePicture } from './fixtures/pictures.ts';
import { inspectImage } from './inspect-image.ts';

const LIMITS = { maxPixels: 1_000_000, maxChannels: 5 };

const XMP = `<x:xmpmeta><rdf:Description plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED">
<dc:subject><rdf:Bag><rdf:li>red</rdf:li><rdf:li>kite &amp; string</rdf:li></rdf:Bag></dc:subject>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A &#x6b;ite</rdf:li></rdf:Alt></dc:description>
<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>
</rdf:Description></x:xmpmeta>`;

const dataset = (number: number, text: string): Buffer => {
  const value = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x1c, 2, number, 0, value.length]), value]);
};

describe('embedded facts', () => {
  it('are read from the EXIF of a JPEG, a PNG and a WebP alike', async () => {
    const image = encoderOf(makePicture(20, 20)).withExif({
      IFD0: { Make: 'Lens', Model: 'Lens 5', Artist: 'Zoe', Copyright: '(C) Zoe', ImageDescription: 'A\nkite' },
      IFD2: { DateTimeOriginal: '2024:05:06 07:08:09' },
    });
    for (const file of [
      await image.clone().jpeg().toBuffer(),
      await image.clone().png().toBuffer(),
      await image.clone().webp().toBuffer(),
    ]) {
      const result = await inspectImage(file, LIMITS);
      expect(result.ok && result.inspection.embedded).toEqual({
        takenAt: '2024-05-06T07:08:09',
        camera: 'Lens 5',
        creator: 'Zoe',
        copyright: '(C) Zoe',
        caption: 'A kite',
      });
    }
  });

  it('are read from XMP, entities resolved', async () => {
    const file = await encoderOf(makePicture(20, 20)).withXmp(XMP).jpeg().toBuffer();
    const result = await inspectImage(file, LIMITS);
    expect(result.ok && result.inspection.embedded).toEqual({
      caption: 'A kite',
      keywords: ['red', 'kite & string'],
      dataMining: 'http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED',
      digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
    });
  });

  it('are read from IPTC, and XMP wins where both speak', () => {
    const iptc = Buffer.concat([
      Buffer.from('Photoshop 3.0\x008BIM', 'latin1'),
      dataset(120, 'from IPTC'),
      dataset(25, 'kite'),
      dataset(80, 'Ann'),
    ]);
    expect(embeddedFacts({ iptc, xmp: Buffer.from(XMP) })).toMatchObject({ caption: 'A kite', creator: 'Ann' });
    expect(embeddedFacts({ iptc })).toEqual({ caption: 'from IPTC', creator: 'Ann', keywords: ['kite'] });
  });

  it('are nothing when a block is damaged', () => {
    expect(embeddedFacts({ exif: Buffer.from('Exif\0\0II*\0\xff\xff\xff\x7f', 'latin1') })).toEqual({});
    expect(
      embeddedFacts({
        exif: Buffer.alloc(0),
        iptc: Buffer.from([0x1c, 2, 25, 0xff, 0xff]),
        xmp: Buffer.from('<dc:creator>'),
      }),
    ).toEqual({});
  });
});
