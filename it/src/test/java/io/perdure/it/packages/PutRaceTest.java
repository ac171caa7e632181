package io.perdure.it.packages;

import io.perdure.conformance.packages.PutRaceSuite;

class PutRaceTest extends PutRaceSuite {}
