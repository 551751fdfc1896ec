"""What a contract says, as a paper prints it."""

from dealer_crm.documents.pdf.contract_sheet import ClauseLine, ContractData, GoodsGroup, GoodsLine, NodeLine
from tests.documents.records import SHOP
from tests.documents.sheets import DELIVERED

CONTRACT = ContractData(
    SHOP,
    "DD20261018002",
    "陈静 女士",
    "142 0000 0317",
    "锦样路 16 号 锦样里 7 幢 2 单元 1102 室",
    "锦样路 18 号",
    "样本银行城东支行",
    "6200 0000 0000 0000",
    "陈国强",
    DELIVERED,
    "本店",
    (
        GoodsGroup("主机与室内外机", (GoodsLine("云岭 多联外机", "YL-V120W", "设备平台", "台", 1000, 1_680_000, 1_680_000, "含支架"),)),
        GoodsGroup("", (GoodsLine("铜管", "φ9.52", "客厅", "米", 46_500, 6_800, 316_200),)),
    ),
    (("优惠", -8_600), ("抹零", -20)),
    1_987_580,
    "含 13% 增值税",
    (("国补", -200_000),),
    (NodeLine("定金", "签约", "20%", 397_516, "现金"), NodeLine("尾款", "调试验收", "", 1_590_064)),
    earnest=True,
    delivery="送货上门",
    sections=(("质保", (ClauseLine("整机保修六年。", strong=True), ClauseLine("<b>人为损坏</b>除外。"))),),
    further="另行约定一\n另行约定二",
    promises=("三天内送到", "开机前电话告知"),
)
