import type { Chance } from './chance.ts';
import type { Question } from './scene.ts';

/**
 * What training asks about a picture: what it was drawn for, one to three other questions of its level, one to three lessons, and in
 * a quarter of the pictures something that is not there. More often, and the model would say of what is there that it is missing.
 */
export function chooseLessons(
  questions: readonly Question[],
  lessons: readonly Question[],
  chance: Chance,
): Question[] {
  const [main, ...others] = questions.filter(isAnswered);
  if (!main) return [];
  const chosen = [
    main,
    ...chance.shuffled(others).slice(0, chance.whole(1, 3)),
    ...chance.shuffled(lessons.filter(isAnswered)).slice(0, chance.whole(1, mostLessons)),
  ];
  const [missing] = chance.shuffled([...questions, ...lessons].filter((one) => !isAnswered(one)));
  if (!missing || !chance.happens(refusalShare)) return chosen;
  // What is put in the same words and has an answer, so that the words alone do not tell that something is missing.
  const alike = [...others, ...lessons].find((one) => isAnswered(one) && soundsLike(one, missing));
  return [...chosen, missing, ...(alike && !chosen.some((one) => soundsLike(one, missing)) ? [alike] : [])];
}

const refusalShare = 0.25;

// More would leave too little of a step to what the picture shows at all.
const mostLessons = 3;

function isAnswered({ kind }: Question): boolean {
  return kind !== 'refusal';
}

/** Whether two questions begin with the same two words, one of them perhaps in American spelling. */
function soundsLike(one: Question, other: Question): boolean {
  const beginning = ({ question }: Question): string => question.replace('color', 'colour').split(' ', 2).join(' ');
  return beginning(one) === beginning(other);
}
