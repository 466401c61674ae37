"""Gives a fresh Tryton a company that can sell: currency, accounts, fiscal year, terms of payment, category."""
import datetime
from decimal import Decimal

from proteus import Model, Wizard, config

cfg = config.set_trytond(database='erp', user='admin', config_file='trytond.conf')
get = Model.get

euro = get('currency.currency')(name='Euro', symbol='€', code='EUR', numeric_code='978', rounding=Decimal('0.01'))
euro.digits = 2
euro.rates.new(date=datetime.date(2020, 1, 1), rate=Decimal('1'))
euro.save()

wizard = Wizard('company.company.config')
wizard.execute('company')
party = get('party.party')(name='AM Centre')
party.save()
wizard.form.party, wizard.form.currency = party, euro
wizard.execute('add')
company, = get('company.company').find([])
cfg._context = get('res.user').get_preferences(True, {})

template, = get('account.account.template').find([('parent', '=', None), ('name', '=', 'Minimal Account Chart')])
wizard = Wizard('account.create_chart')
wizard.execute('account')
wizard.form.account_template, wizard.form.company = template, company
wizard.execute('create_account')


def account(kind):
    return get('account.account').find([('type.' + kind, '=', True), ('company', '=', company.id)], limit=1)[0]


wizard.form.account_receivable, wizard.form.account_payable = account('receivable'), account('payable')
wizard.execute('create_properties')


def sequence(model, kind):
    of_type, = get('ir.sequence.type').find([('name', '=', kind)])
    made = get(model)(name=kind, sequence_type=of_type, company=company)
    made.save()
    return made


today = datetime.date.today()
year = get('account.fiscalyear')(name=str(today.year), company=company)
year.start_date, year.end_date = datetime.date(today.year, 1, 1), datetime.date(today.year, 12, 31)
year.post_move_sequence = sequence('ir.sequence', 'Account Move')
invoice = sequence('ir.sequence.strict', 'Invoice')
for field in ('out_invoice', 'out_credit_note', 'in_invoice', 'in_credit_note'):
    setattr(year.invoice_sequences[0], field + '_sequence', invoice)
year.save()
year.click('create_period')

term = get('account.invoice.payment_term')(name='30 days')
term.lines.new().relativedeltas.new().days = 30
term.save()

get('product.category')(
    name='AM goods', accounting=True, account_expense=account('expense'), account_revenue=account('revenue')).save()
