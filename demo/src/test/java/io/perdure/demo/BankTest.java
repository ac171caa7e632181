package io.perdure.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perdure.demo.shop.World;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BankTest {
  private static final World WORLD = new World(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Bank bank;

  BankTest() throws IOException {
    bank = Bank.open(WORLD, Set.of(2));
  }

  @AfterEach
  void close() {
    bank.close();
  }

  @Test
  @DisplayName("A key that it knows it answers as before, and books nothing")
  void knows() throws Exception {
    String answer = WORLD.answer("order-1", "charge", 1).name();
    assertThat(ask("worker-1", "key-1").get()).isEqualTo(answer);
    assertThat(ask("worker-2", "key-1").get()).isEqualTo(answer);
    assertThat(bank.requests()).isEqualTo(2);
    assertThat(bank.books()).hasSize(1);
  }

  @Test
  @DisplayName("It books and is silent until who asked is dead, and goes on without the dead")
  void silent() throws Exception {
    ask("worker-1", "key-1").get();
    CompletableFuture<String> unheard = ask("worker-1", "key-2");
    while (bank.silence().isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(bank.silence().orElseThrow().worker()).isEqualTo("worker-1");
    assertThat(bank.books()).hasSize(2);
    assertThat(unheard).isNotDone();
    bank.goOnWithout("worker-1");
    assertThatThrownBy(() -> bank.charge("worker-1", "key-3", "order-1"))
        .isInstanceOf(IOException.class);
    assertThat(ask("worker-2", "key-2").get(1, TimeUnit.MINUTES))
        .isEqualTo(bank.books().get(1).answer().name());
    assertThat(bank.books()).hasSize(2);
  }

  private CompletableFuture<String> ask(String worker, String key) {
    HttpRequest request =
        HttpRequest.newBuilder(bank.address())
            .header("Idempotency-Key", key)
            .header("Worker", worker)
            .POST(HttpRequest.BodyPublishers.ofString("order-1"))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body);
  }
}
