//! Records of structural variant callers.

use super::*;

#[test]
fn structural_variants() {
    check(
        2,
        &[
            (
                "Manta",
                ("C", "C]3:1]", "", "PR:SR", "80,23:66,8", 1),
                (Some(177), Some(31), Some(0.1751), Junction, Present),
            ),
            (
                "Manta without split reads",
                ("C", "C]3:1]", "", "PR", "112,53", 1),
                (Some(165), Some(53), Some(0.3212), Junction, Present),
            ),
            (
                "Manta, split reads only",
                ("C", "C]3:1]", "", "SR", "8,2", 1),
                (Some(10), Some(2), Some(0.2), Junction, Present),
            ),
            (
                "Delly",
                ("C", "]15:8]C", "", "GT:DR:DV:RR:RV", "0/1:0:184:289:172", 1),
                (Some(645), Some(356), Some(0.5519), Junction, Present),
            ),
            (
                "GRIDSS: VF counts fragments",
                ("C", "C[1:7[", "", "GT:REF:REFPAIR:VF", ".:77:55:1", 1),
                (Some(133), Some(1), Some(0.0075), Junction, Present),
            ),
            (
                "SvABA",
                ("C", "C[3:8[", "", "GT:AD:DP:SR:DR:LO", "1/1:37:23:0:37:108.9", 1),
                (None, Some(37), None, Junction, Present),
            ),
            (
                "SvABA, subclonal under 0/0",
                ("C", "C[3:8[", "", "GT:AD:DP:SR:DR:LO", "0/0:8:218:8:0:11.92", 1),
                (None, Some(8), None, Junction, Present),
            ),
            (
                "Manta over its greatest depth: nothing counted",
                ("C", "<DUP:TANDEM>", "", "PR:SR", "0,0:0,0", 1),
                (Some(0), Some(0), None, Junction, Unstated),
            ),
            (
                "joint Manta: reads of the reference only",
                ("C", "<DEL>", "", "GT:PR:SR", "0/1:30,0:20,0", 1),
                (Some(50), Some(0), Some(0.0), Junction, Absent),
            ),
            (
                "Sniffles, Severus: reads of each allele",
                ("C", "<DEL>", "", "GT:DR:DV", "0/1:16:13", 1),
                (Some(29), Some(13), Some(0.4483), Junction, Present),
            ),
            (
                "Severus states the fraction",
                ("C", "<DEL>", "", "GT:VAF:hVAF:DR:DV", "0/1:0.45:0.45,0,0:16:13", 1),
                (Some(29), Some(13), Some(0.45), Junction, Present),
            ),
            (
                "Sniffles: a subclone that passes under 0/0",
                ("C", "<DEL>", "", "GT:DR:DV", "0/0:126:28", 1),
                (Some(154), Some(28), Some(0.1818), Junction, Present),
            ),
            (
                "Sniffles: chance reads under 0/0",
                ("C", "<DEL>", "", "GT:DR:DV", "0/0:126:3", 1),
                (Some(129), Some(3), Some(0.0233), Junction, Absent),
            ),
            (
                "NanoSV: two breakends",
                ("C", "C[1:7[", "", "GT:DR:DV", "0/1:30,28:5,9", 1),
                (Some(35), Some(5), Some(0.1429), Junction, Present),
            ),
            (
                "nanomonsv",
                ("C", "C[1:7[", "", "TR:VR", "40:12", 1),
                (Some(40), Some(12), Some(0.3), Junction, Present),
            ),
            (
                "SAVANA: the tumour's support in INFO",
                (
                    "N",
                    "N]chr9:3]",
                    "TUMOUR_READ_SUPPORT=13;TUMOUR_DP_BEFORE=29,30;TUMOUR_AF=0.45,0.4",
                    "GT",
                    "0/1",
                    1,
                ),
                (Some(29), Some(13), Some(0.45), Junction, Present),
            ),
            (
                "LUMPY",
                ("N", "<DEL>", "", "GT:SU", "./.:8", 1),
                (None, Some(8), None, Junction, Present),
            ),
        ],
    );
    check(
        1,
        &[
            (
                "Ion Torrent fusion that was not seen",
                ("C", "C[chr10:4[", "SVTYPE=Fusion;READ_COUNT=0", "GT:GQ", "./.:.", 1),
                (None, Some(0), None, Junction, Absent),
            ),
            (
                "Ion Torrent fusion",
                ("C", "C[chr10:4[", "SVTYPE=Fusion;READ_COUNT=120", "GT:GQ", "./.:.", 1),
                (None, Some(120), None, Junction, Present),
            ),
            (
                "copy number without reads",
                ("A", "<CNV>", "SVTYPE=CNV", "GT:CN", "./.:8.6", 1),
                (None, None, None, NoSource, Unstated),
            ),
        ],
    );
}
