package io.perdure.it.general;

import io.perdure.conformance.general.PageTokenSuite;

class PageTokenTest extends PageTokenSuite {}
