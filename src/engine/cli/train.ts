import type { Command } from 'commander';
import { basename, join } from 'node:path';
import { wordsOf } from '../api/remarks.ts';
import { askingPinned } from '../evaluate/askPinned.ts';
import type { MetricLine, PredictionLine, StepLine } from '../train/loop/metrics.ts';
import { runRecipe, type StageProgress } from '../train/recipe/runRecipe.ts';
import { runName } from '../train/runs/startRun.ts';
import { tellStarter } from '../train/runs/tellStarter.ts';
import type { CommandContext, Output } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { statusLine, type StatusLine } from './statusLine.ts';

/** `hovle train`: runs a recipe's stages in this process, or goes on with them where they were left. */
export function addTrain(program: Command, context: CommandContext, end: (code: number) => void): void {
  program
    .command('train')
    .description('trains a model as a recipe says; run again, it goes on from the last checkpoint')
    .argument('<recipe>', 'a YAML file; docs/training.md says what it may hold')
    .option('--out <folder>', 'folder of the run; by default runs/ and the name of its file')
    .option('--changed', 'go on with a run although its recipe has changed since')
    .action(async (recipe: string, options: { out?: string; changed?: boolean }) => {
      end(await train(recipe, options, context));
    });
}

async function train(
  recipe: string,
  { out = join('runs', runName(recipe)), changed = false }: { out?: string; changed?: boolean },
  { stdout, stderr, signal, shippedModels }: CommandContext,
): Promise<number> {
  const status = statusLine(stderr);
  status.show('reading the recipe, and making what it begins from …');
  const clock = (): number => performance.now();
  const onLine = showing(status, stderr);
  const ask = askingPinned(clock);
  const call = { out, allowChanges: changed, signal, onLine, clock, ask, shippedModels };
  const running = runRecipe(recipe, call);
  running.catch(tellStarter);
  const { reason, model, report } = await running.finally(() => status.clear());
  stdout.write(`${model ?? 'The run was stopped. Run the same command again to go on.'}\n${report}\n`);
  return reason === 'done' ? exitCode.success : exitCode.cancelled;
}

/** Shows each step in the status line, or a few where nobody watches a terminal, and writes what held-out data says. */
function showing(status: StatusLine, stderr: Output): (stage: StageProgress, line: MetricLine) => void {
  const leftOut = new Set<string>();
  const note = (text: string): void => {
    status.clear();
    stderr.write(`${text}\n`);
  };
  return (stage, line) => {
    const where = `${stage.name} (${stage.number} of ${stage.of}), step ${line.step} of ${stage.steps}`;
    if (line.kind === 'step') {
      const text = `${where}: ${describeStep(line, stage)}`;
      if (stderr.isTTY) status.show(text);
      else if (line.step % 100 === 1) note(text);
    } else if (line.kind === 'rejected') {
      // It comes again as often as it is drawn.
      const text = `${line.source} ${line.index} is left out: ${wordsOf(line.reason)}`;
      if (!leftOut.has(text)) note(text);
      leftOut.add(text);
    } else if (line.kind === 'prediction') note(`${where}: ${describePrediction(line)}`);
    else
      note(
        `${where}: score ${line.score.toFixed(4)}, loss ${line.loss.toFixed(4)}${line.isBest ? ', the best so far' : ''}`,
      );
  };
}

function describeStep({ loss, step, seconds, samplesPerSecond, levels }: StepLine, { steps }: StageProgress): string {
  const left = formatDuration((steps - step) * seconds);
  const reached = Object.values(levels);
  const level = reached.length > 0 ? `, levels ${reached.join(' ')}` : '';
  return `loss ${loss.toFixed(4)}, ${samplesPerSecond.toFixed(0)} samples/s${level}, ${left} left`;
}

function describePrediction({ picture, question, answer, problem }: PredictionLine): string {
  return `${basename(picture)}: ${question} ${answer ?? `(${wordsOf(problem ?? '')})`}`;
}

function formatDuration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
