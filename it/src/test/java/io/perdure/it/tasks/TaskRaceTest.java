package io.perdure.it.tasks;

import io.perdure.conformance.tasks.TaskRaceSuite;

class TaskRaceTest extends TaskRaceSuite {}
