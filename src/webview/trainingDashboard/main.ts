import { useChartStyle } from '../shared/chart/chartStyle.ts';
import { defineControls } from '../shared/controls.ts';
import { connectEditor } from '../shared/editor.ts';
import type { FromDashboard, ToDashboard } from '../trainingProtocol.ts';
import { Dashboard } from './dashboard.ts';
import '../shared/page.css';
import './trainingDashboard.css';

defineControls();
useChartStyle();

// Only the extension that this bundle ships with can send here.
const editor = connectEditor<FromDashboard>((message) => dashboard.receive(message as ToDashboard));
const dashboard = new Dashboard(editor, editor.kept());

document.body.append(dashboard.element);
editor.send({ kind: 'ready' });
