package io.perdure.it.tasks;

import io.perdure.conformance.tasks.EnqueueSuite;

class EnqueueTest extends EnqueueSuite {}
