package io.perdure.demo.shop;

import io.perdure.store.tasks.ClaimedTask;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * Whom a worker asks. What the bank does is outside the transaction: a worker that dies before it
 * has settled its task leaves a charge that nobody here knows of, and who takes the task over asks
 * for it again. The task's key goes along, so that the bank charges once. Thread-safe.
 *
 * @param worker the name of this process
 * @param bank where the bank is
 * @param world says all the rest
 */
record Outside(String worker, URI bank, World world, HttpClient http) {
  /** Does what the task asks for, and answers how that went. */
  World.Answer ask(ClaimedTask task) throws IOException {
    Job job = Job.of(task);
    String order = task.key().workflow().orElseThrow().value();
    return job.step().equals("charge")
        ? charge(order, task.key().toString())
        : world.answer(order, job.step(), job.attempt());
  }

  private World.Answer charge(String order, String key) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(bank)
            .header("Idempotency-Key", key)
            .header("Worker", worker)
            .POST(HttpRequest.BodyPublishers.ofString(order))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return World.Answer.valueOf(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the bank was asked");
    }
  }
}
