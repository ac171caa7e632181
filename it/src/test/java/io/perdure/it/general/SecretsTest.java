package io.perdure.it.general;

import io.perdure.conformance.general.SecretsSuite;

class SecretsTest extends SecretsSuite {}
