package io.perdure.it.packages;

import io.perdure.conformance.packages.StagingSuite;

class StagingTest extends StagingSuite {}
