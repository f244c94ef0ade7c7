import { remark, type Remark } from './remarks.ts';

/** Why a model that learned to take so many pictures in one question is asked about each of more by itself. */
export function eachPictureRemark(model: string, most: number, pictures: number): Remark {
  return most === 1 ? remark('pictures/one', { model }) : remark('pictures/few', { model, most, pictures });
}
