"""The sentences for what orders, products, payments, invoices and promises refuse."""

from __future__ import annotations

from dealer_crm.domain import cash, invoices, orders, pay_plan, payments, product_imports, products, promises, quotes, signing
from dealer_crm.domain.errors import DomainError
from dealer_crm.i18n import N_

SENTENCES_ORDERS: dict[type[DomainError], str] = {
    orders.OrderNotFound: N_("Order {number} is not in the file any more."),
    orders.LinesMissing: N_("Enter at least one line of goods."),
    orders.LineNameMissing: N_("Line {row}: enter the name or the model of the goods."),
    orders.QuantityNotPositive: N_("Line {row}: the quantity must be more than zero and less than a million."),
    orders.LinePriceWrong: N_("Line {row}: the price cannot be less than zero or more than ¥50,000,000."),
    orders.DiscountWrong: N_("The discount cannot be less than zero or more than the goods come to."),
    orders.RoundingWrong: N_("What is rounded off cannot be less than zero or more than the price."),
    orders.TaxRateWrong: N_("Enter a tax rate from 0 to 100 %."),
    orders.ContractSigned: N_("The contract of {number} is signed. Write a change order and have it signed."),
    signing.SignedInFuture: N_("Nobody signs on a day that has not come. Choose today or an earlier day."),
    signing.SignedBefore: N_("The contract of {number} was signed on {day} already."),
    pay_plan.ShareWrong: N_("The shares of the payment plan cannot be less than zero or come to more than 100 %."),
    pay_plan.NodeAmountWrong: N_("An amount of the payment plan cannot be less than zero."),
    orders.LineDelivered: N_("{quantity} of {goods} are delivered or under way, so the line cannot go below that. Take them back first."),
    orders.OrderClosed: N_("Order {number} is done or cancelled and cannot be changed any more."),
    orders.PremisesForeign: N_("This address is not in the customer's file. Choose one of his addresses, or enter it there first."),
    orders.StateRefused: N_("Order {number} cannot take this step from the state it is in."),
    orders.OrderDelivered: N_("Goods of order {number} are with the customer. Take them back first, then cancel."),
    orders.ReasonMissing: N_("Say why the order is cancelled."),
    payments.AmountMissing: N_("Enter an amount above zero."),
    payments.RefundTooMuch: N_("At most {received} can be given back: no more than that was received."),
    payments.RefundReasonMissing: N_("Say in the note why money is given back."),
    payments.PaidMeanwhile: N_(
        "Meanwhile {amount} was taken for this order ({number}, {who}, {at}). Is this the same money? Save again only if it is other money."
    ),
    payments.MoreThanOpen: N_("Only {open} is open: this is {more} more. Save again to take it all the same."),
    payments.RefundStands: N_("Money of {number} was given back. Take the refund out first."),
    payments.HandedInBefore: N_("{number} was taken on {day}. Choose that day or a later one for handing it in."),
    payments.PaymentForOther: N_("This order or service belongs to another customer."),
    payments.PaymentNotFound: N_("This payment is not in the file any more."),
    payments.EarnestAboveCap: N_(
        "Earnest money has force only up to a fifth of the price. Take {cap} as earnest money and {rest} as prepayment."
    ),
    cash.CountWrong: N_("Enter what was counted: zero or more."),
    cash.OpeningWrong: N_("What was in the drawer before cannot be less than zero."),
    cash.TakenOutWrong: N_("No more can be taken out than was counted."),
    cash.DayNotYet: N_("{day} has not come yet; its drawer cannot be counted."),
    cash.AlreadyClosed: N_("The drawer of {day} was counted already. Change that count."),
    cash.CloseNotFound: N_("This count is not in the file any more."),
    invoices.InvoiceTitleMissing: N_("Enter the name the invoice is made out to."),
    invoices.InvoiceAmountMissing: N_("Enter the amount of the invoice."),
    invoices.InvoiceNumberMissing: N_("An issued invoice has a number. Enter it."),
    invoices.VoidReasonMissing: N_("Say in the note why the invoice is void."),
    invoices.InvoiceNotFound: N_("This invoice is not in the file any more."),
    quotes.QuoteNotFound: N_("Quote {number} is not in the file any more."),
    quotes.QuoteClosed: N_("Quote {number} became an order or was declined and cannot be changed any more."),
    quotes.VersionGiven: N_("The customer has version {position} of {number}. Make a new version and change that."),
    quotes.VersionUnfinished: N_("Version {position} of {number} was not given yet. Change it instead of making another one."),
    quotes.ValidDaysWrong: N_("An offer stands for 1 to 365 days."),
    quotes.SubsidyWrong: N_("The subsidy cannot be less than zero or more than the price."),
    quotes.AreaWrong: N_("The area cannot be less than zero or more than 100,000 ㎡."),
    quotes.DeclineReasonMissing: N_("Say why the quote came to nothing."),
    products.ProductNameMissing: N_("Enter the name or the model of the product."),
    products.PriceNegative: N_("A price cannot be less than zero."),
    products.PriceTooHigh: N_("A unit costs fifty million yuan at most. Look at the price once more."),
    products.CostWrong: N_("The cost of a unit is from zero to fifty million yuan."),
    products.PictureUnreadable: N_("“{name}” is no picture that can be shown. Take a JPEG or PNG."),
    products.LevelPriceWrong: N_("The price of a level is from zero to fifty million yuan."),
    products.MonthsWrong: N_("Times of warranty and care are from 0 to 1200 months."),
    product_imports.GoodsHeadingsMissing: N_("{file} has no row of headings that names goods by name or model."),
    product_imports.GoodsTwice: N_("The same product as in row {row}. It is taken from there."),
    products.ProductNotFound: N_("Product {number} is not in the file any more."),
    products.ProductInUse: N_("This product was sold and stays in the file. Set it aside instead."),
    promises.PromiseWordsMissing: N_("Write down what was promised."),
    promises.PromiseForOther: N_("This order belongs to another customer. Choose an order of the one the promise was made to."),
    promises.PromiseNotFound: N_("This promise is not in the file any more."),
    promises.PromiseClosed: N_("This promise was already kept or broken."),
    promises.BrokenWithoutReason: N_("Say why the promise was not kept."),
}
"""Template of each kind."""
