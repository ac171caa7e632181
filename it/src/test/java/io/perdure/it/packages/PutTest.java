package io.perdure.it.packages;

import io.perdure.conformance.packages.PutSuite;

class PutTest extends PutSuite {}
