import type { ModelShelf } from '../models/modelShelf.ts';
import type { DashboardParts } from './trainingDashboard.ts';

/** What training and measuring need of the extension. */
export interface TrainingParts extends DashboardParts {
  models: ModelShelf;
}
