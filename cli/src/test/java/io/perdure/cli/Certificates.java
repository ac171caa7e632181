package io.perdure.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for the host {@code localhost} with its key, the authority that signed it, and one
 * that did not; made by the JDK's keytool, valid for two days.
 *
 * @param authority a file, in PEM
 * @param stranger a file, in PEM
 * @param certificate of the server, in PEM
 * @param key of the server, in PEM
 */
record Certificates(Path authority, Path stranger, String certificate, String key) {
  private static final String PASSWORD = "changeit";

  static Certificates in(Path folder) throws IOException, GeneralSecurityException {
    Path file = folder.resolve("keys.p12");
    keytool(file, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
    keytool(file, "-alias", "stranger", "-dname", "CN=stranger", "-ext", "bc:c");
    List<String> server = List.of("-alias", "server", "-dname", "CN=server");
    List<String> signed = new ArrayList<>(server);
    signed.addAll(List.of("-signer", "authority", "-ext", "san=dns:localhost"));
    keytool(file, signed.toArray(String[]::new));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
    return new Certificates(
        Files.writeString(folder.resolve("authority.pem"), certificate(keys, "authority")),
        Files.writeString(folder.resolve("stranger.pem"), certificate(keys, "stranger")),
        certificate(keys, "server"),
        pem("PRIVATE KEY", key));
  }

  private static String certificate(KeyStore keys, String alias) throws GeneralSecurityException {
    return pem("CERTIFICATE", keys.getCertificate(alias).getEncoded());
  }

  private static String pem(String what, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines);
  }

  private static void keytool(Path file, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keystore", file.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
