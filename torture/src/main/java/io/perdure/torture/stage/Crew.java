package io.perdure.torture.stage;

import io.perdure.torture.workload.Door;
import io.perdure.torture.workload.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The processes of workers, one in each slot; whoever dies is followed by a next incarnation. */
public final class Crew implements AutoCloseable {
  private final Door door;
  private final Path logs;
  private final long seed;
  private final Map<String, String> environment;
  private final List<Member> members = new ArrayList<>();
  private final List<Integer> incarnations = new ArrayList<>();

  /** A crew without members yet. */
  public Crew(Door door, Path logs, long seed) {
    this(door, logs, seed, Map.of());
  }

  /** A crew whose processes have that in their environment, too. */
  public Crew(Door door, Path logs, long seed, Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.door = door;
    this.logs = logs;
    this.seed = seed;
  }

  /** Starts so many. */
  public void start(int workers) throws IOException {
    for (int slot = 0; slot < workers; slot++) {
      incarnations.add(0);
      members.add(launch(slot, "work"));
    }
  }

  private Member launch(int slot, String task) throws IOException {
    int incarnation = incarnations.get(slot) + 1;
    incarnations.set(slot, incarnation);
    return Member.start(
        new WorkerProcess.Mission(
            logs,
            "w" + slot + "." + incarnation,
            seed * 1_000_003 + slot * 1009L + incarnation,
            task,
            door.address()),
        door,
        environment);
  }

  /** Those of now, by slot. */
  public List<Member> members() {
    return List.copyOf(members);
  }

  /** Any of them. */
  public Member any(Random chance) {
    return members.get(chance.nextInt(members.size()));
  }

  /** Follows whoever has ended with a next incarnation. */
  public void replaceDead() throws IOException {
    for (int slot = 0; slot < members.size(); slot++) {
      if (!members.get(slot).lives()) {
        members.set(slot, launch(slot, "work"));
      }
    }
  }

  /** Follows that one with an incarnation that halts at its {@code point}-th statement. */
  public Member replaceHalting(Member member, long point) throws IOException, InterruptedException {
    int slot = members.indexOf(member);
    member.kill();
    members.set(slot, launch(slot, "halt:" + point));
    return members.get(slot);
  }

  /** Stops everybody where he is. */
  public void freeze() throws IOException, InterruptedException {
    for (Member member : members) {
      member.freeze();
    }
  }

  /** SIGKILL for everybody. */
  public void kill() throws InterruptedException {
    for (Member member : members) {
      member.kill();
    }
  }

  /** Waits until everybody is acknowledged something more. */
  public void awaitProgress() throws InterruptedException {
    for (Member member : members) {
      member.awaitProgress();
    }
  }

  /** Whoever has ended without being killed. */
  public List<Member> endedByThemselves() {
    return members.stream()
        .filter(member -> !member.lives() && !member.wasKilled())
        .filter(member -> member.lastWords().isEmpty())
        .toList();
  }

  /** Lets everybody finish what is under way, and end. */
  public void stop() throws InterruptedException {
    members.forEach(member -> member.tell("stop"));
    for (Member member : members) {
      member.awaitEnd();
    }
  }

  /** Lets everybody finish what is under way, and end; then works off what is left. */
  public void drain() throws IOException, InterruptedException {
    stop();
    try (Member drain =
        Member.start(
            new WorkerProcess.Mission(logs, "z.1", seed, "drain", door.address()),
            door,
            environment)) {
      drain.awaitDrained();
      drain.awaitEnd();
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Member member : members) {
      member.close();
    }
  }
}
