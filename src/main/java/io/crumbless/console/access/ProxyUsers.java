package io.crumbless.console.access;

import io.crumbless.night.job.ConsoleRole;
import io.crumbless.night.job.ConsoleSettings;
import io.crumbless.night.job.NetworkRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who a proxy says somebody is, and what they may do. The header is believed from the proxy's addresses alone. */
public final class ProxyUsers {
    private final String header;
    private final List<NetworkRange> trusted;
    private final Map<String, Set<ConsoleRole>> users;

    public ProxyUsers(ConsoleSettings.Proxy proxy, Map<String, Set<ConsoleRole>> users) {
        this.header = proxy.userHeader();
        this.trusted = proxy.trustedAddresses().stream().map(NetworkRange::of).toList();
        this.users = users;
    }

    /** Name of the header that holds the user. */
    public String header() {
        return header;
    }

    public boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    /** @return empty for a name that the job file gives no role */
    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name)).map(roles -> new User(name, roles));
    }
}
