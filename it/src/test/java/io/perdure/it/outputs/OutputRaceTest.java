package io.perdure.it.outputs;

import io.perdure.conformance.outputs.OutputRaceSuite;

class OutputRaceTest extends OutputRaceSuite {}
