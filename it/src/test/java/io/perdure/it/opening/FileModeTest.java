package io.perdure.it.opening;

import io.perdure.conformance.opening.FileModeSuite;

class FileModeTest extends FileModeSuite {}
