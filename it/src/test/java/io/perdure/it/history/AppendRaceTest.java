package io.perdure.it.history;

import io.perdure.conformance.history.AppendRaceSuite;

class AppendRaceTest extends AppendRaceSuite {}
