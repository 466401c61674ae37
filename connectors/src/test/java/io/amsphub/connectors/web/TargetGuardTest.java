package io.amsphub.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetGuardTest {

    private static final TargetPolicy PARTNER =
            TargetPolicy.ofPartner(false, Ports.parse("443,8000-8999"), Networks.of());

    /** Knows literals as the system does, and one public name. */
    private static InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.equals("hooks.example")) {
            return new InetAddress[] {InetAddress.getByName("93.184.216.34")};
        }
        if (host.matches("[0-9.]+|.*:.*|localhost")) {
            return InetAddress.getAllByName(host);
        }
        throw new UnknownHostException(host);
    }

    private final TargetGuard guard = new TargetGuard(PARTNER, TargetGuardTest::resolve);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example",
                "https://hooks.example/",
                "HTTPS://Hooks.Example:443/a/b?c=d",
                "https://hooks.example:8443/%7Ex?q=%20",
                "https://hooks.example/ü",
                "https://93.184.216.34/x",
                "https://[2606:2800:220:1:248:1893:25c8:1946]:8000/x"
            })
    void publicTargetsMayBeCalled(String address) throws HttpFailure {
        assertThat(guard.look(address).addresses()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // IPv4 inside
                "https://127.0.0.1/",
                "https://127.1.2.3/",
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://100.127.255.255/",
                "https://169.254.1.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://169.254.170.2/",
                "https://168.63.129.16/",
                "https://0.0.0.0/",
                "https://0.1.2.3/",
                "https://192.0.0.1/",
                "https://192.0.2.1/",
                "https://198.18.0.1/",
                "https://198.19.255.255/",
                "https://198.51.100.1/",
                "https://203.0.113.1/",
                "https://192.88.99.1/",
                "https://224.0.0.1/",
                "https://239.255.255.255/",
                "https://240.0.0.1/",
                "https://255.255.255.255/",
                // other spellings of IPv4
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.1./",
                "https://127.0.0.01/",
                "https://127.0.0.0x1/",
                "https://1.2.3.256/",
                "https://1.2.3.4.5/",
                "https://hooks.example.127/",
                "https://hooks.example.0x7f/",
                "https://\u2460\u2461\u2466.0.0.1/",
                "https://127\u30020\u30020\u30021/",
                // IPv6 inside, and IPv4 within IPv6
                "https://[::]/",
                "https://[::1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::ffff:169.254.169.254]/",
                "https://[::127.0.0.1]/",
                "https://[::ffff:0:127.0.0.1]/",
                "https://[64:ff9b::127.0.0.1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[64:ff9b:1::1]/",
                "https://[2002:7f00:1::]/",
                "https://[2002:a9fe:a9fe::]/",
                "https://[2001::1]/",
                "https://[2001:db8::1]/",
                "https://[3fff::1]/",
                "https://[100::1]/",
                "https://[fc00::1]/",
                "https://[fd00::1]/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fe80::1%eth0]/",
                "https://[fec0::1]/",
                "https://[ff02::1]/",
                "https://[5f00::1]/",
                // names
                "https://localhost/",
                "https://LOCALHOST/",
                // schemes
                "http://hooks.example/",
                "ftp://hooks.example/",
                "file:///etc/passwd",
                "file://hooks.example/etc/passwd",
                "gopher://hooks.example/",
                "jar:https://hooks.example!/",
                "ldap://hooks.example/",
                "data:text/plain,x",
                "javascript:alert(1)",
                "//hooks.example/",
                "hooks.example",
                "https:hooks.example",
                "https:///x",
                "https://",
                "",
                // ports
                "https://hooks.example:22/",
                "https://hooks.example:25/",
                "https://hooks.example:80/",
                "https://hooks.example:0/",
                "https://hooks.example:65536/",
                "https://hooks.example:-1/",
                "https://hooks.example:99999999999/",
                // what some parsers read otherwise
                "https://user@hooks.example/",
                "https://user:pw@hooks.example/",
                "https://hooks.example@127.0.0.1/",
                "https://127.0.0.1#@hooks.example/",
                "https://hooks.example#fragment",
                "https://127.0.0.1\\@hooks.example/",
                "https://hooks.example\\.127.0.0.1/",
                "https://hooks.example/\r\nHost: evil",
                "https://hooks.example /",
                " https://hooks.example/",
                "https://hooks_example/",
                "https://hooks%2eexample/",
                "https://%31%32%37.0.0.1/",
                "https://hooks..example/",
                "https://.hooks.example/",
                "https://-hooks.example/",
                "https://hooks.example./"
            })
    void everythingElseIsRefusedBeforeAnythingIsCalled(String address) {
        assertThatThrownBy(() -> guard.look(address)).isInstanceOfSatisfying(HttpFailure.class, e -> {
            assertThat(e.kind()).isEqualTo(HttpFailure.Kind.REFUSED);
            assertThat(e.getMessage()).isNotBlank();
        });
    }

    @Test
    void nameThatLeadsNowhereSaysSo() {
        assertThatThrownBy(() -> guard.look("https://nowhere.example/"))
                .isInstanceOfSatisfying(
                        HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.NAME));
    }

    @Test
    void nameOfWhichOneAddressIsInsideIsRefusedAsAWhole() throws UnknownHostException {
        InetAddress[] both = {InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1")};
        TargetGuard asked = new TargetGuard(PARTNER, host -> both);
        assertThatThrownBy(() -> asked.look("https://hooks.example/"))
                .hasMessage("'hooks.example' leads to an address that is not one of the public network");
    }

    @Test
    void whatTheOperatorAllowsMayBeCalledAndNothingBesideIt() throws HttpFailure {
        TargetGuard trial = new TargetGuard(
                TargetPolicy.ofPartner(true, Ports.all(), Networks.parse("127.0.0.1, 10.1.0.0/16,fd00::/8,0.0.0.0/0")),
                TargetGuardTest::resolve);
        for (String allowed : List.of("http://127.0.0.1:9/", "http://10.1.255.1/", "http://[fd12::1]/")) {
            assertThat(trial.look(allowed).addresses()).hasSize(1);
        }
        TargetGuard narrow = new TargetGuard(
                TargetPolicy.ofPartner(true, Ports.all(), Networks.of("127.0.0.1")), TargetGuardTest::resolve);
        assertThatThrownBy(() -> narrow.look("http://127.0.0.2/")).isInstanceOf(HttpFailure.class);
        assertThatThrownBy(() -> narrow.look("http://[::1]/")).isInstanceOf(HttpFailure.class);
        for (String never : List.of("http://169.254.169.254/", "http://0.0.0.0/", "http://224.0.0.1/")) {
            assertThatThrownBy(() -> trial.look(never)).as(never).isInstanceOf(HttpFailure.class);
        }
    }

    @Test
    void operatorMayNameWhatIsInsideButNoMetadata() throws HttpFailure {
        TargetGuard own = new TargetGuard(TargetPolicy.ofOperator(), TargetGuardTest::resolve);
        assertThat(own.look("http://127.0.0.1:8080/x?y").port()).isEqualTo(8080);
        assertThat(own.look("http://10.0.0.1").requestTarget()).isEqualTo("/");
        assertThatThrownBy(() -> own.look("http://169.254.169.254/")).isInstanceOf(HttpFailure.class);
        assertThatThrownBy(() -> own.look("http://user@10.0.0.1/")).isInstanceOf(HttpFailure.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "172.16.0.0/12, 172.31.0.1, true",
        "172.16.0.0/12, 172.32.0.1, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, ::1, false",
        "2001::/23, 2001:1ff::1, true",
        "2001::/23, 2001:200::1, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "::ffff:192.0.2.7, 192.0.2.7, true"
    })
    void networksHoldWhatTheirPrefixSays(String network, String address, boolean holds) throws UnknownHostException {
        assertThat(Networks.of(network).contains(InetAddress.getByName(address)))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/x", "1.2.3", ",", "fe80::1%1"})
    void whatIsNoNetworkIsRefused(String written) {
        assertThatThrownBy(() -> Networks.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "9-8", "a", "1,,2", "-5"})
    void whatAreNoPortsIsRefused(String written) {
        assertThatThrownBy(() -> Ports.parse(written)).isInstanceOf(IllegalArgumentException.class);
    }
}
