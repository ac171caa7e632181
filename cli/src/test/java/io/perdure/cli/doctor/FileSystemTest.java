package io.perdure.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The file system of an SQLite store")
class FileSystemTest {
  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "fuse.glusterfs"})
  @DisplayName("is a problem if it is on a network")
  void network(String type) {
    assertThat(SqliteExam.fileSystem(type).state()).isEqualTo(Finding.State.PROBLEM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs", "overlay", "tmpfs", "apfs", "zfs", "NTFS"})
  @DisplayName("is fine if it is local")
  void local(String type) {
    assertThat(SqliteExam.fileSystem(type).state()).isEqualTo(Finding.State.FINE);
  }
}
