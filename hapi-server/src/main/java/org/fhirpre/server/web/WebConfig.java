// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Filters: the log line around everything, the limit behind authentication and before HAPI. */
@Configuration(proxyBeanMethods = false)
class WebConfig {

  @Bean
  FilterRegistrationBean<RequestLogFilter> requestLog() {
    FilterRegistrationBean<RequestLogFilter> filter =
        new FilterRegistrationBean<>(new RequestLogFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimit() {
    FilterRegistrationBean<BodyLimitFilter> filter =
        new FilterRegistrationBean<>(new BodyLimitFilter());
    filter.addUrlPatterns("/fhir/*");
    filter.setOrder(Ordered.LOWEST_PRECEDENCE);
    return filter;
  }
}
