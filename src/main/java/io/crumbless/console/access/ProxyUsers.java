package io.crumbless.console.access;

import io.crumbless.night.job.ConsoleRole;
import io.crumbless.night.job.ConsoleSettings;
import io.crumbless.night.job.NetworkRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The user named by a proxy, and their roles. The header is trusted only from the proxy's addresses. */
public final class ProxyUsers {
    private final String header;
    private final List<NetworkRange> trusted;
    private final Map<String, Set<ConsoleRole>> users;

    public ProxyUsers(ConsoleSettings.Proxy proxy, Map<String, Set<ConsoleRole>> users) {
        this.header = proxy.userHeader();
        this.trusted = proxy.trustedAddresses().stream().map(NetworkRange::of).toList();
        this.users = users;
    }

    /** Name of the header with the user. */
    public String header() {
        return header;
    }

    public boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    /** @return empty for a name without roles in the job file */
    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name)).map(roles -> new User(name, roles));
    }
}
