package io.perdure.it.input;

import io.perdure.conformance.input.CorruptClaimsSuite;

class CorruptClaimsTest extends CorruptClaimsSuite {}
