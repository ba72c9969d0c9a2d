package io.crumbless.night.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.settings.yaml.ProblemsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: only users named in the job file can access the console. */
@Tag("unit")
class ConsoleSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void listensOnThisMachineAloneByDefault() throws IOException {
        ConsoleSettings settings = read("");

        assertThat(settings).isEqualTo(ConsoleSettings.DEFAULTS);
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.idle()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.longest()).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void readsEveryKey() throws IOException {
        ConsoleSettings settings = read("""
                console:
                  address: 0.0.0.0
                  port: 9000
                  public-url: https://crumbless.example.com
                  proxy: { user-header: X-Forwarded-User, trusted-addresses: [10.1.0.0/16, "::1"] }
                  users:
                    anna@example.com: [viewer, requester]
                    ben@example.com: [approver, auditor]
                  idle-timeout: PT5M
                  session-timeout: PT2H
                  searches-per-hour: 10
                """);

        assertThat(settings)
                .isEqualTo(new ConsoleSettings(
                        "0.0.0.0",
                        9000,
                        Optional.of(URI.create("https://crumbless.example.com")),
                        Optional.of(new ConsoleSettings.Proxy("X-Forwarded-User", List.of("10.1.0.0/16", "::1"))),
                        Map.of(
                                "anna@example.com", Set.of(ConsoleRole.VIEWER, ConsoleRole.REQUESTER),
                                "ben@example.com", Set.of(ConsoleRole.APPROVER, ConsoleRole.AUDITOR)),
                        Duration.ofMinutes(5),
                        Duration.ofHours(2),
                        10));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            address: 0.0.0.0 | Invalid console.address '0.0.0.0': others can reach it, and without console.proxy users are not identified
            address: example.com | Invalid console.address 'example.com': it must be an IP address
            port: 70000 | Invalid console.port 70000: it must be between 0, for any, and 65535
            proxy: { user-header: X-User } | Missing console.proxy.trusted-addresses: without them whoever reaches the console could write another's name
            proxy: { user-header: X-User, trusted-addresses: [0.0.0.0/0] } | Invalid address '0.0.0.0/0' in console.proxy.trusted-addresses
            proxy: { user-header: X-User, trusted-addresses: [proxy.local] } | Invalid address 'proxy.local' in console.proxy.trusted-addresses
            proxy: { user-header: "X User", trusted-addresses: [10.0.0.1] } | Invalid console.proxy.user-header 'X User'
            proxy: { user-header: X-User, trusted-addresses: [10.0.0.1] } | Missing console.users: nobody has access
            proxy: { user-header: X-User, trusted-addresses: [10.0.0.1] } | Missing console.public-url: a request under another host name is refused
            users: { anna: [viewer] } | Missing console.proxy: without it whoever starts the console is its one user
            users: { anna: [boss] } | Unknown
            public-url: https://a.example/console | Invalid console.public-url: it has a path
            idle-timeout: 15 minutes | it must be a time such as PT15M or PT8H, but was '15 minutes'
            session-timeout: PT0S | Invalid console.session-timeout PT0S: it must be longer than nothing
            searches-per-hour: 0 | Invalid console.searches-per-hour 0: it must be 1 or more
            idle: PT5M | Unknown key 'idle'
            """)
    void refusesWhatWouldLetAnybodyIn(String line, String message) {
        assertThatThrownBy(() -> read("console:\n  " + line + "\n"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining(message);
    }

    private ConsoleSettings read(String block) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: nightly\npolicy: policy\nwarehouse: warehouse\n" + block);
        return JobFile.read(file).console();
    }
}
