package io.perdure.conformance.maintenance;

import io.perdure.PerdureReader;
import io.perdure.conformance.kit.Child;
import java.io.BufferedReader;
import java.nio.file.Path;

/** Another process that makes backups when it is told their names. */
public final class BackupProcess {
  private BackupProcess() {}

  /** Takes a folder. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(Child.arguments(args).get(0));
    try (PerdureReader reader = Child.door(args).openReadOnly();
        BufferedReader heard = Child.heard()) {
      Child.voice().println("ready");
      for (String line = heard.readLine(); line != null; line = heard.readLine()) {
        reader.backup(folder.resolve(line));
        Child.voice().println("done");
      }
    }
  }
}
