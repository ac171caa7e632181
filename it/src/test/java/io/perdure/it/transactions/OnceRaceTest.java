package io.perdure.it.transactions;

import io.perdure.conformance.transactions.OnceRaceSuite;

class OnceRaceTest extends OnceRaceSuite {}
