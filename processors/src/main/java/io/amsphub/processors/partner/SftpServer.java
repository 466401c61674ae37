package io.amsphub.processors.partner;

/**
 * An SFTP server of a partner, which the hub goes to. Keys and known hosts are files of the owner in the data
 * directory, never in the API.
 *
 * @param host name or address
 * @param port usually 22
 * @param user who the hub signs in as there
 * @param directory below it are {@code in}, {@code out}, {@code done} and {@code quarantine}; "." for the home of the user
 */
public record SftpServer(String host, int port, String user, String directory) {}
