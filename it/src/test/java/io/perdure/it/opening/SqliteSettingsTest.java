package io.perdure.it.opening;

import io.perdure.conformance.opening.SqliteSettingsSuite;

class SqliteSettingsTest extends SqliteSettingsSuite {}
