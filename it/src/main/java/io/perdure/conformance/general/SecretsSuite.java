package io.perdure.conformance.general;

import static org.assertj.core.api.Assertions.assertThat;

import io.perdure.conformance.kit.Capability;
import io.perdure.conformance.kit.Child;
import io.perdure.conformance.kit.Clause;
import io.perdure.conformance.kit.Database;
import io.perdure.conformance.kit.EveryBackend;
import io.perdure.conformance.kit.Needs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryBackend
@Clause("G13")
@DisplayName("Tokens, payloads and passwords")
public abstract class SecretsSuite {
  @Test
  @Needs(Capability.SECOND_PROCESS)
  @DisplayName("are in nothing that is logged, thrown, shown or told, at whatever level")
  void kept(Database database) throws Exception {
    Child child = database.child(SecretsProcess.class);
    List<String> said = new ArrayList<>();
    for (String line = child.hear(); !line.equals("end"); line = child.hear()) {
      said.add(line);
    }
    assertThat(child.end()).isZero();

    assertThat(said)
        .filteredOn(line -> line.startsWith("ours ") || line.startsWith("failed "))
        .isEmpty();
    assertThat(said).contains("heard liquibase", "heard org.jooq", "heard was refused");
    if (database.backend().capabilities().contains(Capability.SERVER)) {
      assertThat(said)
          .as("the driver prints what is bound, at its finest level: whoever sets that sees it")
          .contains("heard com.zaxxer.hikari", "driver payload");
    }
  }

  @Test
  @DisplayName("are in no text of a value of the API")
  void texts() throws Exception {
    List<String> shown = PlantedValues.texts();
    assertThat(shown).hasSizeGreaterThan(50);
    assertThat(shown)
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContain(
                        PlantedValues.TEXT,
                        PlantedValues.HEXADECIMAL,
                        PlantedValues.NUMBERS,
                        PlantedValues.TOKEN.value()));
  }
}
