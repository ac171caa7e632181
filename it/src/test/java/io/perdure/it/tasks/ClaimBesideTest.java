package io.perdure.it.tasks;

import io.perdure.conformance.tasks.ClaimBesideSuite;

class ClaimBesideTest extends ClaimBesideSuite {}
