package io.perdure.it.general;

import io.perdure.conformance.general.TokensSuite;

class TokensTest extends TokensSuite {}
