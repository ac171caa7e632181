package io.perdure.it.tasks;

import io.perdure.conformance.tasks.RandomTasksSuite;

class RandomTasksTest extends RandomTasksSuite {}
