package io.amsphub.config.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.amsphub.config.simulator.bambu.MachineIdentity;
import io.amsphub.connectors.printer.Dialects;
import io.amsphub.processors.device.Alarm;
import io.amsphub.processors.device.Availability;
import io.amsphub.processors.device.Device;
import io.amsphub.processors.production.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPSClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which machines the hub speaks to, and which let it in. */
@SuppressWarnings("NullAway") // every test sets the fields first
class BambuTrustTest {

    private BambuRig rig;
    private ContractHub hub;

    @TempDir
    private Path directory;

    private void with(MachineIdentity identity) throws IOException {
        rig = new BambuRig("t1", identity);
        hub = new ContractHub(Dialects.load());
    }

    @AfterEach
    void off() {
        hub.close();
        rig.close();
    }

    private void known(String accessCode) {
        Device device = rig.device();
        hub.hub.devices.add(device.described(
                device.materials(), device.equipment(), device.place(), device.upkeep(), rig.connection(accessCode)));
    }

    private Alarm alarm(String code) {
        hub.until("the alarm " + code, () -> {
            var alarm = hub.hub.devices.get(rig.device().id()).live().alarm();
            return alarm != null && alarm.code().equals(code);
        });
        return Objects.requireNonNull(hub.device(rig).live().alarm());
    }

    private void untilMissed() {
        hub.until(
                "it to be missed",
                () -> hub.heardOf(rig) && hub.device(rig).live().availability() != Availability.ONLINE);
    }

    private static String fingerprint(MachineIdentity identity) throws CertificateEncodingException {
        return HexFormat.of()
                .formatHex(Secrets.sha256().digest(identity.certificate().getEncoded()));
    }

    @Test
    void anotherCertificateThanTheFirstIsRefusedAndBothAreNamed() throws Exception {
        MachineIdentity first = MachineIdentity.selfSigned(BambuRig.SERIAL);
        MachineIdentity second = MachineIdentity.selfSigned(BambuRig.SERIAL);
        with(first);
        known(BambuRig.CODE);
        hub.ready(rig);
        rig.printer.otherIdentity(second);
        assertThat(alarm("CERTIFICATE_REFUSED").message())
                .contains(fingerprint(first))
                .contains(fingerprint(second));
        untilMissed();
        hub.order(1);
        assertThat(hub.hub.dispatchAll()).isZero();
        hub.restart();
        assertThat(alarm("CERTIFICATE_REFUSED").message())
                .as("a hub that starts anew has not forgotten the first")
                .contains(fingerprint(first));
        assertThat(rig.printer.submissions()).isZero();
    }

    @Test
    void theCertificateOfAnotherMachineIsRefused() throws IOException {
        with(MachineIdentity.selfSigned("01P00C999999999"));
        known(BambuRig.CODE);
        assertThat(alarm("CERTIFICATE_REFUSED").message())
                .contains("01P00C999999999")
                .contains(BambuRig.SERIAL);
        untilMissed();
    }

    @Test
    void withAuthoritiesTheyDecideAndNotWhoCameFirst() throws Exception {
        MachineIdentity authority = MachineIdentity.selfSigned("Maker");
        with(MachineIdentity.selfSigned(BambuRig.SERIAL));
        hub.authorities = directory;
        Files.writeString(
                directory.resolve("maker.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(authority.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        hub.restart();
        known(BambuRig.CODE);
        Alarm unused = alarm("CERTIFICATE_REFUSED");
        untilMissed();
        rig.printer.otherIdentity(MachineIdentity.signedBy(authority, "Maker", BambuRig.SERIAL));
        hub.restart();
        hub.ready(rig);
        rig.printer.otherIdentity(MachineIdentity.signedBy(authority, "Maker", BambuRig.SERIAL));
        hub.untilJob(hub.dispatch(1), io.amsphub.processors.production.JobState.FINISHED);
    }

    @Test
    void aWrongAccessCodeIsAnAlarm() throws IOException {
        with(MachineIdentity.selfSigned(BambuRig.SERIAL));
        known("00000000");
        assertThat(alarm("ACCESS_CODE_WRONG").message()).contains("wrong or was changed");
        untilMissed();
    }

    @Test
    void anAccessCodeThatIsChangedAtTheMachineIsAnAlarm() throws IOException {
        with(MachineIdentity.selfSigned(BambuRig.SERIAL));
        known(BambuRig.CODE);
        hub.ready(rig);
        rig.fault("code 11112222");
        Alarm unused = alarm("ACCESS_CODE_WRONG");
        untilMissed();
        hub.hub.unitOfWork.run(() -> {
            Device device = hub.hub.devices.get(rig.device().id());
            Device changed = hub.hub.devices.update(device.described(
                    device.materials(),
                    device.equipment(),
                    device.place(),
                    device.upkeep(),
                    rig.connection("11112222")));
            assertThat(changed.connection()).isNotNull();
        });
        hub.until(
                "it to be back",
                () -> rig.isReady(hub.hub.devices.get(rig.device().id())));
    }

    /** The simulator is as strict as the machines: a client that does not go on with the session gets nowhere. */
    @Test
    void aClientWithANewTlsSessionForItsFilesIsRefused() throws IOException {
        with(MachineIdentity.selfSigned(BambuRig.SERIAL));
        FTPSClient stock = new FTPSClient(true);
        stock.setTrustManager(org.apache.commons.net.util.TrustManagerUtils.getAcceptAllTrustManager());
        java.net.URI files = java.net.URI.create(rig.printer.url());
        stock.connect(files.getHost(), files.getPort());
        assertThat(stock.login("bblp", BambuRig.CODE)).isTrue();
        stock.execPBSZ(0);
        stock.execPROT("P");
        stock.enterLocalPassiveMode();
        assertThat(stock.setFileType(FTP.BINARY_FILE_TYPE)).isTrue();
        assertThat(stock.storeFile("x.3mf", new java.io.ByteArrayInputStream(new byte[100])))
                .isFalse();
        assertThat(stock.getReplyCode()).isEqualTo(522);
        assertThat(rig.printer.refusedSessions()).isEqualTo(1);
        stock.disconnect();
    }
}
