import sharp from 'sharp';

/** libvips loaders that hostile bytes may reach; everything else (SVG, PDF, uhdr, files by path …) is blocked. */
const ALLOWED_LOADERS = [
  'VipsForeignLoadJpegBuffer',
  'VipsForeignLoadPngBuffer',
  'VipsForeignLoadWebpBuffer',
  'VipsForeignLoadNsgifBuffer',
  'VipsForeignLoadHeifBuffer',
  'VipsForeignLoadTiffBuffer',
];

sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ALLOWED_LOADERS });
// Parallelism comes from several decoder processes; a cache would return old pixels and hold memory.
sharp.cache(false);
sharp.concurrency(1);

/** sharp, set up for hostile input. The only door to it. */
export { sharp };
