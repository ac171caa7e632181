package io.perdure.it.tasks;

import io.perdure.conformance.tasks.CorruptTasksSuite;

class CorruptTasksTest extends CorruptTasksSuite {}
