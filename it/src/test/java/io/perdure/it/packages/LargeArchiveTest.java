package io.perdure.it.packages;

import io.perdure.conformance.packages.LargeArchiveSuite;

class LargeArchiveTest extends LargeArchiveSuite {}
