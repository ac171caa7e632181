package io.perdure.it.packages;

import io.perdure.conformance.packages.PackagesSuite;

class PackagesTest extends PackagesSuite {}
