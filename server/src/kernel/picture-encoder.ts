/** A picture made ready for browsers: turned upright, without what a camera wrote into it. */
export interface EncodedPicture {
  /** Of the original, upright. */
  width: number;
  height: number;
  /** The widths there are files for, `WIDTH.avif` and `WIDTH.webp` each. */
  widths: number[];
  /** A blurred one as a data: URI of at most 1 KB. */
  placeholder: string;
}

/** Makes the sizes of a picture. What comes from outside is never served as it came. */
export interface PictureEncoder {
  /**
   * Reads a file and hands over each size as it is made. Refuses `image.unreadable` and `image.too-large`.
   * One picture at a time, so that the machine keeps a core for its buyers.
   */
  encode(file: string, keep: (name: string, bytes: Uint8Array) => Promise<void>): Promise<EncodedPicture>;
}
