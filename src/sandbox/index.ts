export { chooseContainment, type ContainmentOptions } from './choose.ts';
export { DEFAULT_BOUNDS, type Bounds, type Containment, type Launchable, type Sandbox } from './containment.ts';
export { describeContainment } from './describe.ts';
export { findProgram } from './find-program.ts';
export { containmentOf } from './own-container.ts';
export { startContained, type Aftermath, type Contained, type StartIo } from './start.ts';
