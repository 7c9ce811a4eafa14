"""Every "no" about stations and their screens; read with the others."""

from typing import Final

STATIONS: Final = """
location_outside_city | 这个位置不在本市，没有记下。请核对经纬度，别填反了。 | 改位置 | back
station_hours_unreadable | 营业时间看不懂，没有改。请写成“每天 08:00-20:00”这样。 | 改时间 | back
station_services_too_many | 一个站最多列 12 项服务，没有加。请先去掉一项。 | 知道了 | back
station_service_not_found | 这个站没有这项服务，没有改。请刷新看看。 | 刷新 | back
station_service_reason_missing | 停用要选原因，好用的不用。请改好再提。 | 选原因 | back
station_closed | 这个站已经停着了，没有再记一次。要开门请点“恢复开放”。 | 知道了 | back
station_closing_ends_too_early | 停到哪天不能早于今天，没有记下。请改日期。 | 改日期 | back
not_a_station_keeper | 这个人不是本站在任的管理员，没有记下。请先任命。 | 知道了 | back
"""
