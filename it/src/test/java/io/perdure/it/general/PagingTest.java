package io.perdure.it.general;

import io.perdure.conformance.general.PagingSuite;

class PagingTest extends PagingSuite {}
