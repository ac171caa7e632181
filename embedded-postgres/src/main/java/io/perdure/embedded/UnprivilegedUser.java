package io.perdure.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * Who runs the server: Postgres refuses to be run by root, so that root runs it as another user.
 *
 * @param prefix what to put before a command
 * @param owner who must own its files, or empty for this process's own user
 */
record UnprivilegedUser(List<String> prefix, String owner) {
  private static final List<UnprivilegedUser> FOR_ROOT =
      List.of(
          new UnprivilegedUser(
              List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"), "nobody"),
          new UnprivilegedUser(List.of("runuser", "-u", "nobody", "--"), "nobody"),
          new UnprivilegedUser(List.of("unshare", "--user", "--map-user=1000"), ""));

  static UnprivilegedUser find() throws IOException {
    if (!System.getProperty("user.name").equals("root")) {
      return new UnprivilegedUser(List.of(), "");
    }
    return FOR_ROOT.stream()
        .filter(UnprivilegedUser::works)
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "root needs setpriv, runuser or unshare to run it as another user"));
  }

  private boolean works() {
    List<String> command = new ArrayList<>(prefix);
    command.add("true");
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void own(Path... files) throws IOException {
    if (!owner.isEmpty()) {
      UserPrincipal principal =
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(owner);
      for (Path file : files) {
        Files.setOwner(file, principal);
      }
    }
  }

  String remark() {
    return prefix.isEmpty() ? "" : " under " + prefix.get(0);
  }
}
